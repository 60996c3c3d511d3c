/** The package for access and portability: collected from data systems, handed to the person, gone after its time. */
package nl.privacyloket.request.export;
