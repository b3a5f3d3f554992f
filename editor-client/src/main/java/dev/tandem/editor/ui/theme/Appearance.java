package dev.tandem.editor.ui.theme;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import com.formdev.flatlaf.extras.FlatAnimatedLafChange;
import com.formdev.flatlaf.fonts.inter.FlatInterFont;
import com.formdev.flatlaf.fonts.jetbrains_mono.FlatJetBrainsMonoFont;
import com.formdev.flatlaf.util.FontUtils;
import dev.tandem.editor.settings.Knob;
import java.awt.Font;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.UIManager;
import javax.swing.plaf.FontUIResource;

/** Light, dark, or whatever the desktop is set to. */
public enum Appearance {
    /** Dark ink on light paper. */
    LIGHT,
    /** Light ink on dark paper. */
    DARK,
    /** As the desktop; asked again whenever the window comes to the front. */
    SYSTEM;

    /** The knob that remembers the choice. */
    public static final Knob<Appearance> KNOB = Knob.choice(
            "appearance",
            "The colours of the window; system follows the desktop.",
            Appearance.class,
            Appearance.SYSTEM);

    private static final int TEXT_SIZE = 13;

    /** Sets up fonts and windows; called once, before the first component. */
    public static void prepare() {
        System.setProperty("flatlaf.useWindowDecorations", "true");
        FlatInterFont.install();
        FlatJetBrainsMonoFont.install();
        FlatLaf.registerCustomDefaultsSource("dev.tandem.editor.ui.theme");
        FlatLaf.setPreferredFontFamily(FlatInterFont.FAMILY);
        FlatLaf.setPreferredLightFontFamily(FlatInterFont.FAMILY_LIGHT);
        FlatLaf.setPreferredSemiboldFontFamily(FlatInterFont.FAMILY_SEMIBOLD);
        FlatLaf.setPreferredMonospacedFontFamily(FlatJetBrainsMonoFont.FAMILY);
        UIManager.put(
                "defaultFont",
                new FontUIResource(FontUtils.getCompositeFont(FlatInterFont.FAMILY, Font.PLAIN, TEXT_SIZE)));
        JFrame.setDefaultLookAndFeelDecorated(true);
        JDialog.setDefaultLookAndFeelDecorated(true);
    }

    /** Shows this look in every window; {@code desktopIsDark} decides for {@link #SYSTEM}. */
    public void show(boolean desktopIsDark, boolean animated) {
        boolean dark = this == DARK || (this == SYSTEM && desktopIsDark);
        if (UIManager.getLookAndFeel() instanceof FlatLaf && FlatLaf.isLafDark() == dark) {
            return;
        }
        if (animated) {
            FlatAnimatedLafChange.showSnapshot();
        }
        if (dark) {
            FlatDarkLaf.setup();
        } else {
            FlatLightLaf.setup();
        }
        if (animated) {
            FlatLaf.updateUI();
            FlatAnimatedLafChange.hideSnapshotWithAnimation();
        }
    }

    /** The font of the text, in points; characters that it lacks come from the fonts of the system. */
    public static Font textFont(int points) {
        return FontUtils.getCompositeFont(FlatJetBrainsMonoFont.FAMILY, Font.PLAIN, points);
    }
}
