package nl.privacyloket.request.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Answers show rights, channels and the like under their published names. */
@Singleton
class PublishedNames implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(PolicyJson.module());
    }
}
