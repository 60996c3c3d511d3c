package nl.privacyloket.connector.purge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.fit.MappingCheck;
import nl.privacyloket.connector.mapping.MappedTable;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of several columns, self-references, many-to-many, circles of deferred foreign keys, two schemas. */
class HardSchemaTest {
    private ShopDatabase club;
    private FittedMapping fitted;
    private PurgeRun run;

    @BeforeEach
    void clubWithThreeMembers() throws Exception {
        club = ShopDatabase.club();
        club.run("INSERT INTO club_group VALUES (1, 'chess'), (2, 'choir')");
        member(1, 7, "anna@example.org", null);
        member(1, 8, "bert@example.org", 7);
        member(2, 7, "carla@example.org", null);
        fitted = fit(ShopDatabase.resource("/club/club.yaml"));
        run = new PurgeRun(club, fitted);
    }

    private FittedMapping fit(String yaml) throws SQLException {
        try (Connection connection = club.connect()) {
            return MappingCheck.fit(club.mapping(yaml), connection);
        }
    }

    private void member(int tenant, int number, String email, Integer mentor) throws SQLException {
        String card = "00000000-0000-0000-0000-00000000%02d%02d".formatted(tenant, number);
        club.run("""
                INSERT INTO member VALUES (%1$d, %2$d, '%3$s', '%4$s', %5$s, '2015-01-01');
                INSERT INTO card VALUES ('%4$s', %1$d, %2$d);
                INSERT INTO membership VALUES (%1$d, %2$d, 1), (%1$d, %2$d, 2);
                INSERT INTO post VALUES (%1$d, 'old-%2$d', %2$d, NULL, 'Hello 12', '2016-01-01'),
                                        (%1$d, 'new-%2$d', %2$d, 'old-%2$d', 'Bye 34', '2020-01-01');
                INSERT INTO archive.document VALUES (%1$d, 'D%2$d', %2$d, '2017-01-01 00:00');
                """.formatted(tenant, number, email, card, mentor));
    }

    private static CommandRecords purge() {
        return PurgeRun.purge(PermitServer.granting());
    }

    @Test
    void aCircleIsBrokenAtTheForeignKeyThatCanWait() {
        assertThat(fitted.deleteOrder().stream().map(MappedTable::name).map(name -> name.name()))
                .endsWith("member");
    }

    @Test
    void erasesAMemberInAllOfIt() throws Exception {
        run.receive(
                PurgeRun.command("erase").about("e-mail", "bert@example.org").erasing("account", "posts", "documents"));

        assertThat(run.answer().get("categories").toString())
                .isEqualTo("[{\"category\":\"account\",\"erased\":1,\"anonymised\":0,\"retained\":0},"
                        + "{\"category\":\"documents\",\"erased\":1,\"anonymised\":0,\"retained\":0},"
                        + "{\"category\":\"posts\",\"erased\":2,\"anonymised\":0,\"retained\":0}]");
        assertThat(club.query("SELECT tenant || '/' || number FROM member ORDER BY 1"))
                .containsExactly("1/7", "2/7");
        assertThat(club.query("SELECT count(*) FROM membership")).containsExactly("4");
        assertThat(club.query("SELECT count(*) FROM card")).containsExactly("2");
        assertThat(club.query("SELECT count(*) FROM club_group")).containsExactly("2");
        assertThat(club.query("SELECT tenant || btrim(code) FROM archive.document ORDER BY 1"))
                .containsExactly("1D7", "2D7");
    }

    @Test
    void somebodyWhomOthersReferToIsRefusedWhole() throws Exception {
        run.receive(
                PurgeRun.command("erase").about("e-mail", "anna@example.org").erasing("account", "posts", "documents"));

        assertThat(run.answer().get("reason").textValue()).isEqualTo("still-referenced");
        assertThat(club.query("SELECT count(*) FROM post")).containsExactly("6");
    }

    @Test
    void namesRecordsByAllColumnsOfTheirKeyInOrder() throws Exception {
        CommandRecords purge = purge().purgingRecord("posts", "post:1,new-8")
                .purgingRecord("documents", "archive.document:D7,2")
                .purgingRecord("documents", "archive.document:2,D7")
                .purgingRecord("posts", "post:1")
                .purgingRecord("account", "shop.member:1,8");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(club.query("SELECT tenant || id FROM post ORDER BY 1"))
                .containsExactly("1new-7", "1old-7", "1old-8", "2new-7", "2old-7");
        assertThat(club.query("SELECT tenant || btrim(code) FROM archive.document ORDER BY 1"))
                .containsExactly("1D7", "1D8");
        assertThat(club.query("SELECT tenant || '/' || number FROM member ORDER BY 1"))
                .containsExactly("1/7", "2/7");
        // The column comes second in the key, so the third name is of a document with the code 2: there is no such
        // tenant.
        assertThat(answer.get("kept").findValuesAsText("index")).containsExactlyInAnyOrder("2", "3");
        assertThat(run.check(purge).get("present").toString()).isEqualTo("[2,3]");
    }

    @Test
    void whatAMemberLeavesIsRememberedByAllColumnsOfItsKey() throws Exception {
        run.purge(purge().purgingRecord("account", "member:1,8"), 1000);

        assertThat(club.query(
                        "SELECT tenant || id || coalesce(author::text, '-') FROM post WHERE tenant = 1 ORDER BY 1"))
                .containsExactly("1new-77", "1new-8-", "1old-77", "1old-8-");
        run.receive(PurgeRun.command("verify").about("e-mail", "BERT@example.org"));
        assertThat(run.answer().get("holdings").toString())
                .isEqualTo("[{\"category\":\"account\",\"startedOn\":null,\"holdings\":0},"
                        + "{\"category\":\"documents\",\"startedOn\":\"2017-01-01\",\"holdings\":1},"
                        + "{\"category\":\"posts\",\"startedOn\":\"2016-01-01\",\"holdings\":1},"
                        + "{\"category\":\"posts\",\"startedOn\":\"2020-01-01\",\"holdings\":1}]");
    }

    @Test
    void rowsThatReferToTheirOwnTableGoInAnyBatches() throws Exception {
        JsonNode answer = run.purge(purge().purgingOlderThan("posts", "2021-01-01"), 1);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(6);
        assertThat(answer.get("kept")).isEmpty();
    }

    @Test
    void aRowThatAYoungerOneRefersToStaysUntilThatGoes() throws Exception {
        JsonNode answer = run.purge(purge().purgingOlderThan("posts", "2018-01-01"), 1000);

        assertThat(answer.get("kept").toString())
                .isEqualTo("[{\"index\":null,\"category\":\"posts\",\"reason\":\"still-referenced\",\"rows\":3}]");
        assertThat(club.query("SELECT count(*) FROM post")).containsExactly("6");
    }

    @Test
    void membersWhoReferToEachOtherGoTogether() throws Exception {
        JsonNode answer = run.purge(purge().purgingOlderThan("account", "2015-01-02"), 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(3);
        assertThat(club.query("SELECT count(*) FROM membership")).containsExactly("0");
        assertThat(club.query("SELECT count(*) FROM retained_record")).containsExactly("9");
    }

    @Test
    void membersWhoReferToEachOtherGoOneAfterTheOther() throws Exception {
        JsonNode answer = run.purge(purge().purgingOlderThan("account", "2015-01-02"), 1);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(3);
        assertThat(answer.get("kept")).isEmpty();
    }

    @Test
    void aLocalTimeIsTakenAsItIsWritten() throws Exception {
        assertThat(run.purge(purge().purgingOlderThan("documents", "2017-01-01"), 1000)
                        .at("/categories/0/erased")
                        .intValue())
                .isZero();
        assertThat(run.purge(purge().purgingOlderThan("documents", "2017-01-02"), 1000)
                        .at("/categories/0/erased")
                        .intValue())
                .isEqualTo(3);
    }

    @Test
    void holdsSomebodyThroughAKeyOfSeveralColumns() throws Exception {
        CommandRecords purge =
                purge().purgingOlderThan("posts", "2021-01-01").except("posts", "e-mail", "bert@example.org");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(4);
        assertThat(club.query("SELECT id FROM post ORDER BY 1")).containsExactly("new-8", "old-8");
        assertThat(run.check(purge).at("/holdings/0/holdings").intValue()).isZero();
    }

    @Test
    void anonymisesWithoutLosingWhoRefersToWhat() throws Exception {
        CommandRecords purge = purge().purgingOlderThan("posts", "2018-01-01").with("action", "anonymise");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.at("/categories/0/anonymised").intValue()).isEqualTo(3);
        assertThat(club.query("SELECT body FROM post WHERE author IS NULL"))
                .hasSize(3)
                .allSatisfy(body -> assertThat(body).matches("[A-Z][a-z]{4} [0-9]{2}"))
                .doesNotContain("Hello 12");
        assertThat(run.check(purge).at("/holdings/0/holdings").intValue()).isZero();
    }
}
