package nl.privacyloket.messaging.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * The JSON of event data: camelCase, ISO dates and RFC 3339 instants, nulls written, members that a consumer does not
 * know ignored so that producers may add some.
 */
public final class EventJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, null))
            .build();

    private EventJson() {}

    /** The one mapper for event data; not to be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * @param data bytes stand for JSON that was written before, and stay as they are
     * @throws IllegalArgumentException when the value has no JSON form; the message does not quote the value
     */
    public static byte[] write(Object data) {
        if (data instanceof byte[] written) {
            return written;
        }
        try {
            return MAPPER.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a " + data.getClass().getSimpleName() + " cannot be written as event data");
        }
    }

    /**
     * @throws PoisonEventException when the bytes are no such JSON; the message does not quote them
     */
    public static <T> T read(byte[] data, Class<T> type) {
        try {
            T value = data == null ? null : MAPPER.readValue(data, type);
            if (value == null) {
                throw new PoisonEventException("no-data");
            }
            return value;
        } catch (IOException e) {
            throw new PoisonEventException("malformed-data");
        }
    }
}
