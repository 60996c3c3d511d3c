package nl.privacyloket.connector.operations;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.audit.ActorPseudonyms;
import nl.privacyloket.kit.audit.ActorPseudonyms.Officer;
import nl.privacyloket.kit.audit.ActorQuestion;
import nl.privacyloket.kit.audit.PseudonymSettings;
import nl.privacyloket.kit.audit.ResolvedActor;
import nl.privacyloket.kit.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Who stands behind the pseudonyms of actors in the audit logs of an organisation's data systems (ADR 0021), for the privacy
 * officer alone. Each system has a register of its own, so all of them are asked; the entry is in the log of those that knew.
 */
@Path("/organisations/{organisation}/audit/actors")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Tag(name = "Compliance")
public class SystemActorResource {
    private static final Logger LOG = Logger.getLogger(SystemActorResource.class);

    private final Connector connector;
    private final SystemActors actors;
    private final PseudonymSettings settings;
    private final StaffAccess staff;
    private final Clock clock;

    SystemActorResource(
            Connector connector, SystemActors actors, PseudonymSettings settings, StaffAccess staff, Clock clock) {
        this.connector = connector;
        this.actors = actors;
        this.settings = settings;
        this.staff = staff;
        this.clock = clock;
    }

    @POST
    @Path("/resolution")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Who stands behind a pseudonym; that it was asked is in the audit log")
    @APIResponse(responseCode = "200", description = "Who it is")
    @APIResponse(responseCode = "400", description = "That is no pseudonym")
    @APIResponse(responseCode = "404", description = "No such pseudonym, or its key was destroyed")
    @APIResponse(responseCode = "503", description = "It may be in a system that is away now (system-not-served)")
    public ResolvedActor resolve(@RestPath String organisation, ActorQuestion question) throws Exception {
        staff.requireOrganisation(organisation);
        String pseudonym = ActorQuestion.pseudonymIn(question);
        Answer<ResolvedActor> answer = ask(
                organisation,
                (connection, rules, officer) -> rules.resolve(connection, organisation, pseudonym, officer));
        if (answer.found().isEmpty()) {
            noteUnknown(organisation);
        }
        return answer.orElseThrow();
    }

    @DELETE
    @Path("/{pseudonym}")
    @Operation(
            summary = "Destroy the key behind a pseudonym: nobody can tell any more whose it was",
            description = "Entries keep the pseudonym and stay verifiable. Who acts again gets another one.")
    @APIResponse(responseCode = "204", description = "Destroyed; this cannot be undone")
    @APIResponse(responseCode = "404", description = "No such pseudonym, or its key was destroyed before")
    @APIResponse(
            responseCode = "409",
            description =
                    "It is the officer's own: actor-is-oneself; or of somebody who acted lately: actor-acted-lately")
    @APIResponse(responseCode = "503", description = "It may be in a system that is away now (system-not-served)")
    public void destroy(@RestPath String organisation, @RestPath String pseudonym) throws Exception {
        staff.requireOrganisation(organisation);
        // Systems with the same keys share pseudonyms of before the registers: each is asked, and none destroys it when
        // one must not.
        ask(organisation, (connection, rules, officer) -> {
            rules.requireDestructible(connection, organisation, pseudonym, officer);
            return Optional.empty();
        });
        askAll(
                        organisation,
                        (connection, rules, officer) -> rules.destroy(connection, organisation, pseudonym, officer)
                                ? Optional.of(pseudonym)
                                : Optional.empty())
                .orElseThrow();
    }

    /** What is asked of one system. */
    private interface Question<T> {
        Optional<T> ask(Connection connection, ActorPseudonyms rules, Officer officer) throws SQLException;
    }

    /** @param everywhere whether every system could be asked */
    private record Answer<T>(Optional<T> found, boolean everywhere) {
        /** That nobody has it is only said when all were asked. */
        private T orElseThrow() {
            return found.orElseThrow(() -> everywhere
                    ? new ProblemException(404, "not-found")
                    : new ProblemException(503, "system-not-served"));
        }
    }

    /** Asks one system after the other, until one of them knows. */
    private <T> Answer<T> ask(String organisation, Question<T> question) throws Exception {
        return ask(organisation, question, false);
    }

    /** Asks all of them; what the first one knew is the answer. */
    private <T> Answer<T> askAll(String organisation, Question<T> question) throws Exception {
        return ask(organisation, question, true);
    }

    private <T> Answer<T> ask(String organisation, Question<T> question, boolean all) throws Exception {
        Optional<T> found = Optional.empty();
        boolean everywhere = true;
        for (ConnectedSystem system : connector.of(organisation)) {
            if (!system.isRunning()) {
                everywhere = false;
                continue;
            }
            try {
                Optional<T> here = system.transactions()
                        .inTransaction(connection -> question.ask(connection, rules(system), officer(system)));
                found = found.or(() -> here);
            } catch (SQLException e) {
                LOG.warnf(
                        "pseudonyms not read system=%s SQLSTATE %s",
                        system.mapping().system(), e.getSQLState());
                everywhere = false;
            }
            if (found.isPresent() && !all) {
                break;
            }
        }
        return new Answer<>(found, everywhere);
    }

    private void noteUnknown(String organisation) throws Exception {
        Optional<ConnectedSystem> told = connector.firstOf(organisation);
        if (told.isPresent()) {
            ConnectedSystem system = told.get();
            try {
                system.transactions().inTransaction(connection -> {
                    rules(system).noteUnknown(connection, organisation, officer(system));
                    return null;
                });
            } catch (SQLException e) {
                // Nothing is told that the log does not say was asked.
                throw new ProblemException(503, "system-not-served");
            }
        }
    }

    private ActorPseudonyms rules(ConnectedSystem system) {
        return new ActorPseudonyms(system.pseudonyms(), system.keys().pseudonyms(), settings, clock);
    }

    private Officer officer(ConnectedSystem system) {
        return connection -> actors.of(connection, system, staff.subject());
    }
}
