package nl.privacyloket.request.support;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A service with a database of its own, for tests that change what others rest on, such as policies. */
public final class WorldOfItsOwn implements QuarkusTestProfile {}
