package nl.privacyloket.kit.ratelimit;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Operations that data systems call with a token of their own for each call, as often as their work asks. They do not count;
 * wrong tokens do, and an address from which too many came is refused here too.
 */
@Retention(RUNTIME)
@Target({METHOD, TYPE})
public @interface ForSystems {}
