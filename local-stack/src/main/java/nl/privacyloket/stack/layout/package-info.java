/** Where everything of a stack is: ports, addresses, directories, services. */
package nl.privacyloket.stack.layout;
