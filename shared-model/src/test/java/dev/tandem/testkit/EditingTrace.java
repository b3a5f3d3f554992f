package dev.tandem.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A recorded editing session; see {@code traces/README.md} for where it comes from.
 *
 * @param transactions in an order in which each comes after its parents
 * @param endContent the text at the end
 */
public record EditingTrace(List<Transaction> transactions, String endContent) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What one person did at once.
     *
     * @param agent who, from 0; always 0 in a sequential trace
     * @param parents the transactions whose merged state it was done to; in a sequential trace the one before
     */
    public record Transaction(int agent, List<Integer> parents, List<Patch> patches) {}

    /** At a position, so many units give way to a text. Positions are UTF-16 units. */
    public record Patch(int position, int deleted, String inserted) {}

    /** Reads {@code traces/<name>.json.gz} from the class path. */
    public static EditingTrace read(String name) throws IOException {
        String resource = "/traces/" + name + ".json.gz";
        try (InputStream file = EditingTrace.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IOException("there is no " + resource + " on the class path");
            }
            return of(JSON.readTree(new GZIPInputStream(file)));
        }
    }

    private static EditingTrace of(JsonNode json) throws IOException {
        List<Transaction> transactions = new ArrayList<>();
        for (JsonNode transaction : json.get("txns")) {
            List<Patch> patches = new ArrayList<>();
            for (JsonNode patch : transaction.get("patches")) {
                String inserted = patch.get(2).textValue();
                // The files count code points, which are UTF-16 units as long as there are no others.
                if (inserted.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
                    throw new IOException("the trace holds characters outside of the basic plane");
                }
                patches.add(new Patch(patch.get(0).intValue(), patch.get(1).intValue(), inserted));
            }
            List<Integer> parents = new ArrayList<>();
            if (transaction.has("parents")) {
                transaction.get("parents").forEach(parent -> parents.add(parent.intValue()));
            } else if (!transactions.isEmpty()) {
                parents.add(transactions.size() - 1);
            }
            transactions.add(new Transaction(transaction.path("agent").intValue(), parents, patches));
        }
        return new EditingTrace(transactions, json.get("endContent").textValue());
    }
}
