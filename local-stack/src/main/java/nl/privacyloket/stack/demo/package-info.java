/** The demonstration: five requests followed to the end and checked from outside. */
package nl.privacyloket.stack.demo;
