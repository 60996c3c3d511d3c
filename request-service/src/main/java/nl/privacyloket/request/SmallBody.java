package nl.privacyloket.request;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Takes at most 64 KiB; what data systems bring may be larger. */
@NameBinding
@Retention(RUNTIME)
@Target({METHOD, TYPE})
public @interface SmallBody {}
