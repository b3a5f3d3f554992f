package dev.tandem.editor.text;

import javax.swing.text.JTextComponent;
import javax.swing.text.NavigationFilter;
import javax.swing.text.Position;

/** Keeps dot and mark between grapheme clusters: a move that ends inside one goes on in its direction. */
final class GraphemeNavigation extends NavigationFilter {

    private final JTextComponent area;

    GraphemeNavigation(JTextComponent area) {
        this.area = area;
    }

    @Override
    public void setDot(FilterBypass bypass, int dot, Position.Bias bias) {
        bypass.setDot(snap(bypass, dot), bias);
    }

    @Override
    public void moveDot(FilterBypass bypass, int dot, Position.Bias bias) {
        bypass.moveDot(snap(bypass, dot), bias);
    }

    private int snap(FilterBypass bypass, int dot) {
        DocumentText text = DocumentText.of(area.getDocument());
        int within = Math.max(0, Math.min(dot, text.length()));
        return within > bypass.getCaret().getDot() ? Graphemes.ceiling(text, within) : Graphemes.floor(text, within);
    }
}
