package nl.privacyloket.contract.check;

import io.restassured.filter.FilterContext;
import io.restassured.filter.OrderedFilter;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lets no answer reach a test that is not as the service's contract says, nor a call succeed that it does not describe. */
final class ContractFilter implements OrderedFilter {
    private final String service;
    private OpenApiContract contract;

    ContractFilter(String service) {
        this.service = service;
    }

    /** Read when it is first needed: while it is written for the first time there is none. */
    private synchronized OpenApiContract contract() {
        if (contract == null) {
            contract = OpenApiContract.of(service);
        }
        return contract;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext context) {
        Response answer = context.next(request, response);
        List<String> unprotected = ProtectiveHeaders.faults(answer::header);
        if (!unprotected.isEmpty()) {
            throw new AssertionError(
                    request.getMethod() + " " + request.getURI() + ":\n- " + String.join("\n- ", unprotected));
        }
        URI address = URI.create(request.getURI());
        if (isApi(request.getMethod(), address.getRawPath())) {
            Exchange exchange = new Exchange(
                    request.getMethod(),
                    address.getRawPath(),
                    names(address.getRawQuery()),
                    request.getBody() instanceof String ? request.getContentType() : null,
                    request.getBody() instanceof String text ? text : null,
                    answer.statusCode(),
                    answer.contentType() == null || answer.contentType().isEmpty() ? null : answer.contentType(),
                    answer.headers().asList().stream()
                            .map(header -> header.getName().toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet()),
                    isText(answer.contentType()) ? answer.asString() : "");
            List<String> faults = contract().faults(exchange);
            if (!faults.isEmpty()) {
                throw new AssertionError(exchange + " does not keep to contracts/openapi/" + service + ".yaml:\n- "
                        + String.join("\n- ", faults));
            }
        }
        return answer;
    }

    /** The platform's own paths and the pages of persons are no part of the contract. */
    private static boolean isApi(String method, String path) {
        return !method.equals("HEAD")
                && !method.equals("OPTIONS")
                && !path.matches("/(q|status|transfer|disclosure)/.*");
    }

    private static boolean isText(String type) {
        return type != null && (type.contains("json") && !type.contains("ndjson"));
    }

    private static Set<String> names(String query) {
        return query == null || query.isEmpty()
                ? Set.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.replaceFirst("=.*", ""))
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
