package nl.privacyloket.connector.shop;

import java.sql.Connection;
import java.sql.SQLException;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.fit.MappingCheck;

/**
 * The test shop after it learned to correct and to restrict: customers, addresses, orders and submissions have a column for
 * it, invoices have none.
 */
public final class ShopRights {
    private ShopRights() {}

    /** Adds the columns to a shop. */
    public static ShopDatabase taughtTo(ShopDatabase shop) throws SQLException {
        shop.run("""
                ALTER TABLE customer ADD restricted boolean NOT NULL DEFAULT false, ADD born_on date, ADD points numeric(4, 1);
                ALTER TABLE orders ADD restricted boolean NOT NULL DEFAULT false, ADD restricted_at timestamptz;
                ALTER TABLE form_submission ADD restricted boolean NOT NULL DEFAULT false;
                ALTER TABLE consent ADD purpose text NOT NULL DEFAULT 'newsletter', ADD withdrawn_at timestamptz;
                """);
        return shop;
    }

    /** The mapping of such a shop. */
    public static String yaml() {
        return ShopDatabase.resource("/shop/shop.yaml")
                .replace("    detach: [default_address_id]\n", """
                            detach: [default_address_id]
                            fields:
                              name: { column: name }
                              e-mail: { column: email }
                              customer-number: { column: number }
                              birth-date: { column: born_on }
                              points: { column: points }
                            onRestrict: { set: { restricted: true } }
                            onLift: { set: { restricted: false } }
                        """)
                .replace("  address:\n    category: account\n", """
                          address:
                            category: account
                            fields: { address: { column: street } }
                        """)
                .replace("    startedOn: placed_on\n", """
                            startedOn: placed_on
                            onRestrict: { set: { restricted: true, restricted_at: now } }
                            onLift: { set: { restricted: false, restricted_at: null } }
                        """)
                .replace("    startedOn: given_at\n", """
                            startedOn: given_at
                            purposes:
                              newsletter: { where: { purpose: newsletter, withdrawn_at: null }, set: { withdrawn_at: now } }
                        """)
                .replace("    startedOn: submitted_at\n", """
                            startedOn: submitted_at
                            fields: { e-mail: { column: email }, name: { column: name } }
                            onRestrict: { set: { restricted: true } }
                            onLift: { set: { restricted: false } }
                        """);
    }

    /** That mapping, checked against such a shop. */
    public static FittedMapping fitted(ShopDatabase shop) throws SQLException {
        try (Connection connection = shop.connect()) {
            return MappingCheck.fit(shop.mapping(yaml()), connection);
        }
    }
}
