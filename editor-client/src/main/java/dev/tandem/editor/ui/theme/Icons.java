package dev.tandem.editor.ui.theme;

import com.formdev.flatlaf.extras.FlatSVGIcon;
import java.awt.Color;
import java.awt.Image;
import java.util.List;
import javax.swing.Icon;
import javax.swing.UIManager;

/** Line icons on a grid of 16 pixels, drawn for Tandem; they follow the look and the scale of the screen. */
public final class Icons {

    private static final String FOLDER = "dev/tandem/editor/ui/icons/";

    private Icons() {}

    /** The icon of that name in the colour of ordinary icons. */
    public static Icon of(String name) {
        return new FlatSVGIcon(FOLDER + name + ".svg", 16, 16, Icons.class.getClassLoader());
    }

    /** The icon of that name in a colour of the look, which is asked for at each painting. */
    public static Icon of(String name, Paint paint) {
        return of(name, 16, paint);
    }

    /** The same at another size, in pixels before scaling. */
    public static Icon of(String name, int size, Paint paint) {
        FlatSVGIcon icon = new FlatSVGIcon(FOLDER + name + ".svg", size, size, Icons.class.getClassLoader());
        icon.setColorFilter(new FlatSVGIcon.ColorFilter(color -> paint.color()));
        return icon;
    }

    /** The application's own picture in the sizes that window lists ask for. */
    public static List<Image> application() {
        FlatSVGIcon picture = new FlatSVGIcon(FOLDER + "tandem.svg", Icons.class.getClassLoader());
        return List.of(
                picture.derive(16, 16).getImage(),
                picture.derive(32, 32).getImage(),
                picture.derive(48, 48).getImage(),
                picture.derive(128, 128).getImage());
    }

    /** The application's own picture at one size, in pixels before scaling. */
    public static Icon application(int size) {
        return new FlatSVGIcon(FOLDER + "tandem.svg", size, size, Icons.class.getClassLoader());
    }

    /** The colour of ordinary icons in the look of now. */
    public static Color color() {
        Color color = UIManager.getColor("Actions.Grey");
        return color == null ? Color.GRAY : color;
    }
}
