package nl.privacyloket.connector.dialect;

import java.util.ArrayList;
import java.util.List;
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
        List<String> parts = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (String address : addresses) {
            parts.add(part(address));
            places.add(place(address));
        }
        parameters.add(places);
        parameters.addAll(conditionParameters);
        parameters.add(parts);
        parameters.add(places);
        return table.sql() + " t WHERE t.ctid = ANY(?::tid[]) AND " + condition
                + " AND (t.tableoid::text, t.ctid::text) IN (SELECT * FROM unnest(?, ?))";
    }

    private static String part(String address) {
        return address.substring(0, address.indexOf(' '));
    }

    private static String place(String address) {
        return address.substring(address.indexOf(' ') + 1);
    }
}
