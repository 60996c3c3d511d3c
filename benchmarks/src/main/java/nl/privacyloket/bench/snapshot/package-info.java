/** What queues keep of their throughput while somebody holds a snapshot of their database open. */
package nl.privacyloket.bench.snapshot;
