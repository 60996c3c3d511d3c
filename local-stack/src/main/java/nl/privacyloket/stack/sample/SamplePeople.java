package nl.privacyloket.stack.sample;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Invents people, the same ones each time. */
final class SamplePeople {

    private static final List<String> FIRST_NAMES = List.of(
            "Anouk",
            "Bram",
            "Carolien",
            "Daan",
            "Eline",
            "Fleur",
            "Gijs",
            "Hanna",
            "Ilse",
            "Jasper",
            "Kees",
            "Lotte",
            "Mohamed",
            "Noor",
            "Olivier",
            "Petra",
            "Quinten",
            "Rianne",
            "Sjoerd",
            "Tess",
            "Umut",
            "Vera",
            "Wouter",
            "Yasmina",
            "Zoë",
            "Aleid",
            "Bart",
            "Chaima",
            "Dirk",
            "Esmée",
            "Floris",
            "Geertje",
            "Hugo",
            "Irene");
    private static final List<String> SURNAMES = List.of(
            "Aalbers",
            "van den Akker",
            "Bakhuis",
            "de Boer",
            "Ceelen",
            "Dijkgraaf",
            "Eversdijk",
            "Feenstra",
            "de Graaf",
            "Hoekzema",
            "IJzerman",
            "Jongbloed",
            "Kuipers",
            "van der Laan",
            "Meinders",
            "Nijenhuis",
            "Oosterhof",
            "Posthumus",
            "Quint",
            "Rozendaal",
            "Schuurman",
            "Terpstra",
            "Uittenboogaard",
            "van 't Veld",
            "Wiersma",
            "Yıldız",
            "Zandstra",
            "el Idrissi",
            "Brouwer",
            "Çelik");
    private static final List<String> STREETS = List.of(
            "Beukenlaan",
            "Dorpsstraat",
            "Elzenpad",
            "Fluitekruidweg",
            "Gasthuissteeg",
            "Havenkade",
            "Iepenhof",
            "Kerkpad",
            "Lindenplein",
            "Molenwiek",
            "Noorderdijk",
            "Oude Gracht",
            "Pastoriestraat",
            "Rietveld");
    private static final List<String> TOWNS = List.of(
            "Veldrade", "Oosterwolde aan Zee", "Lage Terp", "Broekdam", "Nieuw-Heerde", "Zandmeer", "Wijkersloot");
    private static final List<String> MAIL_DOMAINS = List.of("example.org", "example.com", "example.net");

    private final Random random;
    private int count;

    SamplePeople(Random random) {
        this.random = random;
    }

    SamplePerson next() {
        return named(pick(FIRST_NAMES), pick(SURNAMES));
    }

    /** Somebody of this name, with an address of their own. */
    SamplePerson named(String firstName, String surname) {
        count++;
        String mailName = plain(firstName) + "." + plain(surname) + "." + count;
        return withEmail(firstName, surname, mailName + "@" + pick(MAIL_DOMAINS));
    }

    SamplePerson withEmail(String firstName, String surname, String email) {
        return new SamplePerson(
                firstName,
                surname,
                email,
                String.format(Locale.ROOT, "+31 6 0%07d", random.nextInt(10_000_000)),
                pick(STREETS) + " " + (1 + random.nextInt(180)),
                String.format(
                        Locale.ROOT,
                        "%04d %c%c",
                        1000 + random.nextInt(9000),
                        'A' + random.nextInt(26),
                        'A' + random.nextInt(26)),
                pick(TOWNS),
                // Check digits 00 never occur: no bank has this account.
                String.format(Locale.ROOT, "NL00EXMP%010d", random.nextInt(1_000_000_000)));
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String plain(String name) {
        return Normalizer.normalize(name.replace('ı', 'i'), Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }
}
