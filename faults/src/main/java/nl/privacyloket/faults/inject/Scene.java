package nl.privacyloket.faults.inject;

import java.nio.file.Path;
import nl.privacyloket.faults.client.Ledger;
import nl.privacyloket.faults.world.World;

/**
 * What a fault is injected into.
 *
 * @param ledger of the client, for faults that change what must hold afterwards
 * @param ledgerFile its file, to read what was promised so far
 */
public record Scene(World world, Ledger ledger, Path ledgerFile) {}
