package nl.privacyloket.request.identity;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The multipart body as it is published; {@link UploadedFile} reads it. */
@Schema(name = "DocumentForm")
record DocumentForm(
        @Schema(
                type = SchemaType.STRING,
                format = "binary",
                required = true,
                description = "PDF, JPEG or PNG, up to 10 MB")
        String document) {}
