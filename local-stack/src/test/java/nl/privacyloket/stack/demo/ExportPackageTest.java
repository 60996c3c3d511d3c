package nl.privacyloket.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ExportPackageTest {

    @Test
    void readsTheRowsOfATableByColumn() throws Exception {
        ExportPackage zip = new ExportPackage(zip("data.json", """
                {"systems": [{"system": "s", "categories": [
                  {"category": "account", "table": "account", "columns": ["name", "phone"], "rows": [["A", null]]},
                  {"category": "payment", "table": "payment", "columns": ["amount"], "rows": [[1.50], [2]]}]}]}"""));

        assertThat(zip.rows("account")).hasSize(1).first().satisfies(row -> {
            assertThat(row).containsEntry("name", "A").containsEntry("phone", null);
        });
        assertThat(zip.rows("payment")).containsExactly(Map.of("amount", "1.5"), Map.of("amount", "2"));
        assertThat(zip.rowCount()).isEqualTo(3);
    }

    @Test
    void findsEveryAddressOfASamplePersonInAnyFile() throws Exception {
        ExportPackage zip =
                new ExportPackage(zip("index.html", "<p>a.b@example.org</p>, c@example.net; info@elsewhere.nl"));

        assertThat(zip.addresses()).containsExactly("a.b@example.org", "c@example.net");
    }

    @Test
    void aPackageWithoutDataIsNotAsItShouldBe() throws Exception {
        ExportPackage zip = new ExportPackage(zip("index.html", ""));

        assertThatThrownBy(() -> zip.rows("account"))
                .isInstanceOf(NotAsItShouldBeException.class)
                .hasMessage("The package should hold data.json but holds [index.html]");
    }

    private static byte[] zip(String name, String content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
