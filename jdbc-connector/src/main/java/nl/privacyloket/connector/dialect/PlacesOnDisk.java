package nl.privacyloket.connector.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.catalogue.CatalogueColumn;
import nl.privacyloket.connector.mapping.TableName;

/** PostgreSQL's own addresses: the part of the table, and the place in it. A row that was written over has moved. */
record PlacesOnDisk(TableName table, CatalogueColumn column) implements RowAddresses {
    @Override
    public String selected() {
        return start() + "::text, t.tableoid::text || ' ' || t.ctid::text";
    }

    private String start() {
        return "t." + TableName.quote(column.name());
    }

    @Override
    public String after(String start, String address, List<Object> parameters) {
        parameters.add(start);
        parameters.add(part(address));
        parameters.add(place(address));
        return "(" + start() + ", t.tableoid, t.ctid) > (?::text::" + column.type() + ", ?::text::oid, ?::text::tid)";
    }

    @Override
    public String order() {
        return start() + ", t.tableoid, t.ctid";
    }

    @Override
    public String at(
            List<String> addresses, String condition, List<Object> conditionParameters, List<Object> parameters) {
        Map<String, List<String>> placesOfParts = new LinkedHashMap<>();
        for (String address : addresses) {
            placesOfParts
                    .computeIfAbsent(part(address), part -> new ArrayList<>())
                    .add(place(address));
        }
        parameters.add(placesOfParts.values().stream().flatMap(List::stream).toList());
        parameters.addAll(conditionParameters);
        // Never as a join with the pairs: that would compare each row with each pair.
        List<String> each = new ArrayList<>();
        placesOfParts.forEach((part, places) -> {
            parameters.add(part);
            if (placesOfParts.size() == 1) {
                each.add("t.tableoid = ?::text::oid");
            } else {
                parameters.add(places);
                each.add("(t.tableoid = ?::text::oid AND t.ctid = ANY(?::tid[]))");
            }
        });
        return table.sql() + " t WHERE t.ctid = ANY(?::tid[]) AND " + condition + " AND (" + String.join(" OR ", each)
                + ")";
    }

    private static String part(String address) {
        return address.substring(0, address.indexOf(' '));
    }

    private static String place(String address) {
        return address.substring(address.indexOf(' ') + 1);
    }
}
