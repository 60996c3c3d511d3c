package nl.privacyloket.system;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

/**
 * The spans that services exported (OTLP, opentelemetry/proto/trace/v1/trace.proto). Exports written one after another are
 * one message, as protobuf has it; one that is still being written is left out.
 */
final class TraceFile {
    private final Map<String, TracedSpan> byId = new HashMap<>();

    private TraceFile() {}

    static TraceFile read(Path file) {
        TraceFile traces = new TraceFile();
        try {
            traces.fields(CodedInputStream.newInstance(Files.readAllBytes(file)), (field, input) -> {
                if (field == 1) {
                    traces.resourceSpans(input.readBytes());
                }
            });
        } catch (InvalidProtocolBufferException e) {
            // The last export is not all there yet.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return traces;
    }

    /** All spans of one trace. */
    List<TracedSpan> of(String trace) {
        return byId.values().stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** What led to a span, the first of its trace that was exported first, itself last. */
    List<String> wayTo(TracedSpan span) {
        LinkedList<String> way = new LinkedList<>();
        for (TracedSpan at = span; at != null; at = byId.get(at.parent())) {
            way.addFirst(at.title());
        }
        return way;
    }

    private void resourceSpans(ByteString message) throws IOException {
        List<ByteString> scopes = new ArrayList<>();
        Map<String, String> resource = new HashMap<>();
        fields(message.newCodedInput(), (field, input) -> {
            if (field == 1) {
                fields(
                        input.readBytes().newCodedInput(),
                        (inner, attributes) -> attribute(inner, attributes, resource));
            } else if (field == 2) {
                scopes.add(input.readBytes());
            }
        });
        for (ByteString scope : scopes) {
            fields(scope.newCodedInput(), (field, input) -> {
                if (field == 2) {
                    TracedSpan span = span(resource.get("service.name"), input.readBytes());
                    byId.put(span.id(), span);
                }
            });
        }
    }

    private TracedSpan span(String service, ByteString message) throws IOException {
        Map<Integer, ByteString> ids = new HashMap<>();
        Map<String, String> attributes = new HashMap<>();
        String[] name = {""};
        fields(message.newCodedInput(), (field, input) -> {
            switch (field) {
                case 1, 2, 4 -> ids.put(field, input.readBytes());
                case 5 -> name[0] = input.readString();
                case 9 -> attribute(1, input, attributes);
                default -> {}
            }
        });
        return new TracedSpan(service, hex(ids.get(1)), hex(ids.get(2)), hex(ids.get(4)), name[0], attributes);
    }

    private void attribute(int field, CodedInputStream input, Map<String, String> attributes) throws IOException {
        if (field != 1) {
            return;
        }
        String[] pair = {"", null};
        fields(input.readBytes().newCodedInput(), (inner, keyValue) -> {
            if (inner == 1) {
                pair[0] = keyValue.readString();
            } else if (inner == 2) {
                fields(keyValue.readBytes().newCodedInput(), (kind, value) -> {
                    if (kind == 1) {
                        pair[1] = value.readString();
                    }
                });
            }
        });
        if (pair[1] != null) {
            attributes.put(pair[0], pair[1]);
        }
    }

    private static String hex(ByteString bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes.toByteArray());
    }

    /** Reads the field in hand, or leaves it to be skipped. */
    private interface Field {
        void read(int number, CodedInputStream input) throws IOException;
    }

    private void fields(CodedInputStream input, Field reader) throws IOException {
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            int before = input.getTotalBytesRead();
            reader.read(WireFormat.getTagFieldNumber(tag), input);
            if (input.getTotalBytesRead() == before) {
                input.skipField(tag);
            }
        }
    }
}
