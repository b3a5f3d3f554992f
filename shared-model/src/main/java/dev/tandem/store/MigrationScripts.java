package dev.tandem.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The migrations that this program brings for one owner: their versions, and the checksums that Flyway keeps of them. */
final class MigrationScripts {

    private static final Pattern NAME = Pattern.compile("V(\\d{1,9})__\\w+\\.sql");

    private MigrationScripts() {}

    /**
     * The checksums by version, or nothing if the folder holds something that only Flyway understands, or lies where it
     * cannot be listed.
     *
     * @param location a folder on the class path
     */
    static Optional<SortedMap<Integer, Integer>> checksums(ClassLoader loader, String location) throws IOException {
        SortedMap<Integer, Integer> checksums = new TreeMap<>();
        for (String name : names(loader, location)) {
            Matcher version = NAME.matcher(name);
            try (InputStream script = loader.getResourceAsStream(location + "/" + name)) {
                if (!version.matches() || script == null) {
                    return Optional.empty();
                }
                checksums.put(Integer.valueOf(version.group(1)), checksum(script));
            }
        }
        return checksums.isEmpty() ? Optional.empty() : Optional.of(checksums);
    }

    private static List<String> names(ClassLoader loader, String location) throws IOException {
        URL folder = loader.getResource(location);
        if (folder == null) {
            return List.of();
        }
        if (folder.getProtocol().equals("file")) {
            try (Stream<Path> files = Files.list(Path.of(uri(folder)))) {
                return files.map(file -> String.valueOf(file.getFileName())).toList();
            }
        }
        URLConnection connection = folder.openConnection();
        if (!(connection instanceof JarURLConnection inJar)) {
            return List.of();
        }
        // Not shared with others of this process, so that it can be closed here.
        inJar.setUseCaches(false);
        String prefix = location + "/";
        try (JarFile jar = inJar.getJarFile()) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        }
    }

    private static URI uri(URL folder) throws IOException {
        try {
            return folder.toURI();
        } catch (URISyntaxException odd) {
            throw new IOException("the class path has the odd entry " + folder, odd);
        }
    }

    /** As Flyway computes it: a CRC-32 over the lines without their ends and without a byte-order mark. */
    private static int checksum(InputStream script) throws IOException {
        CRC32 crc = new CRC32();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(script, StandardCharsets.UTF_8))) {
            boolean first = true;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String counted = first && line.startsWith("\uFEFF") ? line.substring(1) : line;
                crc.update(counted.getBytes(StandardCharsets.UTF_8));
                first = false;
            }
        }
        return (int) crc.getValue();
    }
}
