/** Takes requests of persons in and follows each to its close. Packages are features; law, deadline and state are plain Java. */
package nl.privacyloket.request;
