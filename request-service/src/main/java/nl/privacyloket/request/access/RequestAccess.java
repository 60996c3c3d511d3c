package nl.privacyloket.request.access;

import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.RequestScoped;
import java.util.Arrays;
import java.util.UUID;
import nl.privacyloket.kit.access.RefusedAccess;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.journal.RequestJournal;

/**
 * Finds the request of a call for those who may have it. To everybody else it does not exist: an unknown id, a wrong token
 * and another organisation's staff all get the same 404.
 */
@RequestScoped
public class RequestAccess {

    /** Header with the person's private token. */
    public static final String STATUS_TOKEN = "Status-Token";

    private final RequestFiles files;
    private final StaffAccess staff;
    private final RefusedAccess refused;

    RequestAccess(RequestFiles files, StaffAccess staff, RefusedAccess refused) {
        this.files = files;
        this.staff = staff;
        this.refused = refused;
    }

    /** A request as somebody may see it. */
    public record Visible(RequestFile file, boolean forPerson, String actor) {}

    /**
     * The request for the person or for staff with one of the roles.
     *
     * @param token from the header, or null when there was none
     * @throws UnauthorizedException when the call has neither a private token nor a bearer token
     * @throws ProblemException 403 or 404
     */
    public Visible forPersonOrStaff(UUID id, String token, String... roles) {
        if (token != null) {
            return new Visible(forPerson(id, token, false), true, RequestJournal.SUBJECT);
        }
        if (!staff.isStaff()) {
            throw new UnauthorizedException();
        }
        if (Arrays.stream(roles).noneMatch(staff::hasRole)) {
            throw new ProblemException(403, "forbidden");
        }
        RequestFile file = files.findByIdOptional(id).orElseThrow(RequestAccess::notFound);
        staff.requireOrganisation(file.organisation());
        return new Visible(file, false, staff.actor(file.organisation()));
    }

    /**
     * The person's request, locked for a change.
     *
     * @throws UnauthorizedException when there is no token
     * @throws ProblemException 404
     */
    public RequestFile lockForPerson(UUID id, String token) {
        return forPerson(id, token, true);
    }

    /**
     * The person's request, locked together with those that came in the same message.
     *
     * @throws UnauthorizedException when there is no token
     * @throws ProblemException 404
     */
    public RequestFile lockCombinationForPerson(UUID id, String token) {
        RequestFile file = forPerson(id, token, false);
        files.lockCombination(file);
        return file;
    }

    /** The person's request, to read. */
    public RequestFile forPerson(UUID id, String token) {
        return forPerson(id, token, false);
    }

    private RequestFile forPerson(UUID id, String token, boolean lock) {
        if (token == null) {
            throw new UnauthorizedException();
        }
        // Checked before the lock: who does not know the token must not be able to hold anybody up.
        RequestFile file = files.findByIdOptional(id).orElseThrow(RequestAccess::notFound);
        if (!files.hasToken(file, token)) {
            refused.ofRequest("wrong-token", file.organisation(), id);
            throw notFound();
        }
        return lock ? relock(file) : file;
    }

    /**
     * A request of the staff member's organisation, locked for a change.
     *
     * @param ifMatch from the header, or null when the caller does not mind
     * @throws ProblemException 404, or 412 when it has changed since
     */
    public RequestFile lockForStaff(UUID id, String ifMatch) {
        RequestFile file = files.findByIdOptional(id).orElseThrow(RequestAccess::notFound);
        staff.requireOrganisation(file.organisation());
        return unchanged(relock(file), ifMatch);
    }

    /**
     * The request for the person or for staff with one of the roles, locked for a change.
     *
     * @param token from the header, or null when there was none
     * @param ifMatch from the header, or null when the caller does not mind
     * @throws UnauthorizedException when the call has neither a private token nor a bearer token
     * @throws ProblemException 403 or 404, or 412 when it has changed since
     */
    public Visible lockForPersonOrStaff(UUID id, String token, String ifMatch, String... roles) {
        Visible visible = forPersonOrStaff(id, token, roles);
        unchanged(relock(visible.file()), ifMatch);
        return visible;
    }

    /** Pseudonym of the staff member for what concerns that request. */
    public String actor(RequestFile file) {
        return staff.actor(file.organisation());
    }

    /** Entity tag of a request in its present revision. */
    public static String eTag(RequestFile file) {
        return "\"" + file.revision() + "\"";
    }

    private static RequestFile unchanged(RequestFile locked, String ifMatch) {
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(eTag(locked))) {
            throw new ProblemException(412, "changed-meanwhile");
        }
        return locked;
    }

    private RequestFile relock(RequestFile file) {
        files.refreshLocked(file);
        return file;
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "not-found");
    }
}
