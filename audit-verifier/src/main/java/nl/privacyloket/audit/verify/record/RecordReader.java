package nl.privacyloket.audit.verify.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;
import nl.privacyloket.audit.verify.record.Content.SignedNote;
import nl.privacyloket.audit.verify.record.Content.Unreadable;
import nl.privacyloket.audit.verify.record.Content.Withheld;
import nl.privacyloket.audit.verify.record.Entry.Member;
import nl.privacyloket.tlog.Hash;

/**
 * Reads the value of a record: an entry, a checkpoint or a place that is withheld. Strict where two readers could come to
 * different meanings: UTF-8, no member twice, nothing behind the object, whole numbers. Never quotes what it reads.
 */
public final class RecordReader {
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private RecordReader() {}

    /** What a value is; anything that is none of the three is unreadable, with the reason in words. */
    public static Content read(byte[] value) {
        if (value == null) {
            return new Unreadable(null, "it has no content, or more than a record can hold");
        }
        Entry scanned = EntryScanner.scan(value);
        return scanned != null ? scanned : readJson(value);
    }

    private static Content readJson(byte[] value) {
        JsonNode json;
        try (JsonParser parser = JSON.createParser(value)) {
            json = JSON.readTree(parser);
            if (json == null || !json.isObject()) {
                return new Unreadable(null, "it is no JSON object");
            }
            if (parser.nextToken() != null) {
                return new Unreadable(service(json), "something follows its JSON object");
            }
        } catch (JsonProcessingException e) {
            boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field");
            return new Unreadable(null, twice ? "a member of its JSON object occurs twice" : "it is no JSON");
        } catch (IOException e) {
            return new Unreadable(null, "it is no JSON");
        }
        try {
            if (json.has("note")) {
                return note(json);
            }
            return json.has("leafHash") ? withheld(json) : entry(json, value);
        } catch (IllegalArgumentException e) {
            return new Unreadable(service(json), e.getMessage());
        }
    }

    private static Withheld withheld(JsonNode json) {
        if (json.size() != 2) {
            throw new IllegalArgumentException("it has a leafHash and more than its number");
        }
        return new Withheld(number(json, "index"), hash(json, "leafHash"));
    }

    private static SignedNote note(JsonNode json) {
        String service = text(json, "service");
        require(SERVICE.matcher(service).matches(), "service");
        Instant signedAt = Instants.parse(text(json, "signedAt"));
        require(signedAt != null, "signedAt");
        return new SignedNote(service, number(json, "size"), hash(json, "rootHash"), signedAt, text(json, "note"));
    }

    private static Entry entry(JsonNode json, byte[] value) {
        String[] texts = new String[Member.values().length];
        texts[Member.SERVICE.ordinal()] = text(json, "service");
        require(SERVICE.matcher(json.get("service").textValue()).matches(), "service");
        long index = number(json, "index");
        texts[Member.AT.ordinal()] = text(json, "at");
        require(Instants.parse(json.get("at").textValue()) != null, "at");
        texts[Member.ORGANISATION.ordinal()] = optional(json, "organisation");
        texts[Member.ACTOR.ordinal()] = text(json, "actor");
        texts[Member.ACTION.ordinal()] = text(json, "action");
        JsonNode object = json.path("object");
        require(object.isObject(), "object");
        texts[Member.OBJECT_TYPE.ordinal()] = text(object, "type");
        texts[Member.OBJECT_ID.ordinal()] = text(object, "id");
        texts[Member.OUTCOME.ordinal()] = text(json, "outcome");
        if (json.hasNonNull("policyVersion")) {
            texts[Member.POLICY_VERSION.ordinal()] = Long.toString(number(json, "policyVersion"));
        }
        texts[Member.REQUEST_ID.ordinal()] = optional(json, "requestId");
        return Entry.writtenOtherwise(index, value, texts);
    }

    private static String service(JsonNode json) {
        JsonNode service = json.path("service");
        return service.isTextual() && SERVICE.matcher(service.textValue()).matches() ? service.textValue() : null;
    }

    private static String text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        require(value.isTextual() && !value.textValue().isEmpty(), member);
        return value.textValue();
    }

    private static String optional(JsonNode json, String member) {
        return json.hasNonNull(member) ? text(json, member) : null;
    }

    private static long number(JsonNode json, String member) {
        JsonNode value = json.path(member);
        require(value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0, member);
        return value.longValue();
    }

    private static Hash hash(JsonNode json, String member) {
        try {
            return Hash.parse(text(json, member));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its " + member + " is not as it should be");
        }
    }

    private static void require(boolean right, String member) {
        if (!right) {
            throw new IllegalArgumentException("its " + member + " is not as it should be");
        }
    }
}
