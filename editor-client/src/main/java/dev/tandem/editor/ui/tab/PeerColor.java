package dev.tandem.editor.ui.tab;

import com.formdev.flatlaf.FlatLaf;
import dev.tandem.editor.session.Peer;
import java.awt.Color;

/** A person's colour, moved just far enough that it can be seen on the paper of the look of now. */
public final class PeerColor {

    private static final double DARKEST_ON_DARK = 0.42;
    private static final double LIGHTEST_ON_LIGHT = 0.62;

    private PeerColor() {}

    /** The colour for carets and avatars. */
    public static Color of(Peer peer) {
        return of(peer.color());
    }

    /** The same for a colour as {@code #rrggbb}; grey for anything else. */
    public static Color of(String rgb) {
        Color color = rgb.matches("#[0-9a-fA-F]{6}") ? Color.decode(rgb) : Color.GRAY;
        boolean dark = FlatLaf.isLafDark();
        for (int step = 0; step < 8; step++) {
            double lightness = lightness(color);
            if (dark && lightness < DARKEST_ON_DARK) {
                color = mix(color, Color.WHITE);
            } else if (!dark && lightness > LIGHTEST_ON_LIGHT) {
                color = mix(color, Color.BLACK);
            }
        }
        return color;
    }

    /** The colour behind what the person has selected. */
    public static Color behind(Peer peer) {
        Color color = of(peer);
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), FlatLaf.isLafDark() ? 90 : 60);
    }

    /** Black or white, whichever can be read on a colour. */
    public static Color inkOn(Color color) {
        return lightness(color) > 0.6 ? new Color(0x15171A) : Color.WHITE;
    }

    private static Color mix(Color color, Color with) {
        return new Color(
                (color.getRed() * 6 + with.getRed()) / 7,
                (color.getGreen() * 6 + with.getGreen()) / 7,
                (color.getBlue() * 6 + with.getBlue()) / 7);
    }

    private static double lightness(Color color) {
        return (0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue()) / 255;
    }
}
