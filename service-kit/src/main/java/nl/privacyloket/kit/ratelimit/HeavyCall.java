package nl.privacyloket.kit.ratelimit;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** An operation open to anyone that stores or sends something: it counts for several calls. */
@Retention(RUNTIME)
@Target(METHOD)
public @interface HeavyCall {}
