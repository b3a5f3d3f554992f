package dev.tandem.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import javax.swing.SwingUtilities;
import javax.swing.text.BadLocationException;
import javax.swing.text.BoxView;
import org.junit.jupiter.api.Test;

/** Lines are wrapped for one width, whoever asks. */
class WrapWidthTest {

    @Test
    void askingForThePreferredSizeWrapsForTheWidthThatIsPainted() throws Exception {
        AtomicInteger painted = new AtomicInteger();
        AtomicInteger preferred = new AtomicInteger();
        SwingUtilities.invokeAndWait(() -> {
            DocumentArea area = new DocumentArea();
            area.setText("some words that are wrapped\n".repeat(50));
            area.setSize(300, 2_000);
            BoxView lines = (BoxView) area.getUI().getRootView(area).getView(0);
            try {
                area.modelToView2D(100);
            } catch (BadLocationException e) {
                throw new IllegalStateException(e);
            }
            painted.set(lines.getWidth());
            area.getPreferredSize();
            preferred.set(lines.getWidth());
        });
        assertThat(painted.get()).isPositive();
        assertThat(preferred.get()).isEqualTo(painted.get());
    }
}
