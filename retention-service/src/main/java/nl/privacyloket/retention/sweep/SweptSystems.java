package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.retention.system.Capability;
import nl.privacyloket.retention.system.DataSystems;

/** Who can be told to let go of what is due. */
@ApplicationScoped
class SweptSystems {
    private static final String OF_ORGANISATION = """
            select id as system from data_system where organisation = ?
            union select system from holding_stream where organisation = ?
            order by system
            """;

    private final DataSystems systems;

    SweptSystems(DataSystems systems) {
        this.systems = systems;
    }

    /** Whether orders can be given there, and looked after. */
    boolean isAble(SliceKey slice) {
        return slice.isRequestFiles()
                || systems.find(slice.organisation(), slice.system())
                        .filter(system -> system.can(Capability.PURGE, Capability.VERIFY))
                        .isPresent();
    }

    /** All slices of an organisation, also those that nobody can be told about. */
    List<SliceKey> of(Connection connection, String organisation) throws SQLException {
        try (var query = connection.prepareStatement(OF_ORGANISATION)) {
            query.setString(1, organisation);
            query.setString(2, organisation);
            var slices = new ArrayList<SliceKey>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    slices.add(new SliceKey(organisation, rows.getString(1)));
                }
            }
            return slices;
        }
    }
}
