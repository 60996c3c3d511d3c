package nl.privacyloket.request.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import nl.privacyloket.request.policy.Policy;

/**
 * Writes the package: {@code data.json} and CSV for machines (art. 20(1): structured, commonly used, machine-readable), and
 * for the person {@code index.html} to read, with what art. 15(1) and (2) say they are to be told, and the same in {@code
 * information.json}.
 */
@ApplicationScoped
class PackageWriter {

    private static final String PAGE = "index.html";
    private static final String INFORMATION = "information.json";

    private final ObjectMapper json;
    private final InformationPage page;

    PackageWriter(ObjectMapper json, InformationPage page) {
        this.json = json;
        this.page = page;
    }

    /** The root of {@code data.json}. */
    record Data(String organisation, String reference, String right, Instant madeAt, List<PartBody> systems) {}

    byte[] write(Information told, Policy policy, List<PartBody> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            List<CsvFile> tables = tables(parts);
            entry(zip, PAGE, page.render(told, policy, tables));
            entry(zip, INFORMATION, text(told));
            entry(
                    zip,
                    "data.json",
                    text(new Data(policy.name(), told.reference(), told.right(), told.madeAt(), parts)));
            for (CsvFile table : tables) {
                entry(zip, table.name(), table.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a package in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /** The same package with the data alone. */
    static byte[] withoutInformation(byte[] whole) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(whole), StandardCharsets.UTF_8);
                ZipOutputStream to = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                if (!entry.getName().equals(PAGE) && !entry.getName().equals(INFORMATION)) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    from.transferTo(to);
                    to.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a package in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private String text(Object content) throws JsonProcessingException {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(content);
    }

    /** One file for each category; where a category lies in several tables, one for each of these. */
    private static List<CsvFile> tables(List<PartBody> parts) {
        List<CsvFile> tables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (PartBody part : parts) {
            for (PartBody.CategoryPart category : part.categories()) {
                String name = free(names, category);
                tables.add(new CsvFile(name + ".csv", part.system(), category));
            }
        }
        return tables;
    }

    private static String free(Set<String> taken, PartBody.CategoryPart category) {
        String name = plain(category.category());
        String longer = plain(category.category() + "-" + category.table());
        for (int again = 1; !taken.add(name); again++) {
            name = again == 1 ? longer : longer + "-" + again;
        }
        return name;
    }

    /** Names come from a data system: nothing in them may lead out of the archive. */
    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
