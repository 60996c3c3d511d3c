package nl.privacyloket.kit.web;

import java.util.regex.Pattern;

/**
 * Bodies of any size that a service reads as a stream. The platform's own limit ({@code quarkus.http.limits.max-body-size})
 * must let them in; every other body is held to 1 MiB.
 *
 * @param path of the calls that take them
 */
public record StreamedBodies(Pattern path) {}
