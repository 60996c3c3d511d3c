package nl.privacyloket.notification.announcement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The subscribers behind the cursor, who are met in the order of their places.
 *
 * @param taken mails to those of them who want it, and whose address has not had it
 * @param met how many were looked at
 */
record NextSubscribers(List<TakenMail> taken, int met) {
    /**
     * The lock on a subscriber's row keeps back whoever is about to erase it, until the mail's row can be seen and erased as
     * well. Of those who were looked at, they are met up to the last that fits: the others come with the next step.
     */
    private static final String MEET = """
            with seen as materialized (
              select s.id, s.place, s.address_hash, s.email, s.locale, case
                  when s.email is null or not (? = any (s.purposes)) then case
                    when exists (select 1 from ended_purpose e where e.organisation = s.organisation
                      and e.subject_hash = any (s.subject_hashes) and e.purpose in (?, '*') and e.ended_at >= ?)
                    then 'unsubscribed' else 'not-subscribed' end
                  when exists (select 1 from suppressed_address x where x.organisation = s.organisation
                    and x.address_hash = s.address_hash) then 'suppressed' end as skipped
              from subscriber s where s.organisation = ? and s.place > ? and s.place <= ?
              order by s.place limit ? for key share of s),
            counted as (select seen.*, count(*) filter (where skipped is null) over (order by place) as wanting from seen),
            met as (select * from counted where wanting <= ?),
            taken as (
              insert into announcement_mail (announcement, address_hash, subscriber, state, attempts, first_at, due_at, claim)
              select ?, address_hash, id, 'sending', 1, ?, ?, ? from met where skipped is null order by place
              on conflict do nothing returning subscriber)
            select m.id, m.place, m.address_hash, m.email, m.locale,
              coalesce(m.skipped, case when t.subscriber is null then 'same-address' end)
            from met m left join taken t on t.subscriber = m.id order by m.place
            """;

    /**
     * Meets the next ones and moves the cursor behind them.
     *
     * @param width most that are looked at
     * @param most most mails that are taken
     */
    static NextSubscribers meet(
            Connection connection, Run run, UUID claim, int width, int most, Instant now, Instant leaseUntil)
            throws SQLException {
        List<TakenMail> taken = new ArrayList<>();
        int met = 0;
        try (PreparedStatement meet = connection.prepareStatement(MEET)) {
            meet.setString(1, run.purpose);
            meet.setString(2, run.purpose);
            meet.setObject(3, run.startedAt.atOffset(ZoneOffset.UTC));
            meet.setString(4, run.organisation);
            meet.setLong(5, run.cursor);
            meet.setLong(6, run.lastPlace);
            meet.setInt(7, width);
            meet.setInt(8, most);
            meet.setObject(9, run.id);
            meet.setObject(10, now.atOffset(ZoneOffset.UTC));
            meet.setObject(11, leaseUntil.atOffset(ZoneOffset.UTC));
            meet.setObject(12, claim);
            try (ResultSet rows = meet.executeQuery()) {
                while (rows.next()) {
                    met++;
                    run.cursor = rows.getLong(2);
                    String skipped = rows.getString(6);
                    if (skipped == null) {
                        taken.add(mail(rows, run, claim, now, leaseUntil));
                    } else {
                        skip(run, skipped);
                    }
                }
            }
        }
        if (met == 0) {
            // Only nobody is proof that nobody is left: fewer than asked for may be some who were erased meanwhile.
            run.cursor = run.lastPlace;
        }
        return new NextSubscribers(taken, met);
    }

    private static TakenMail mail(ResultSet row, Run run, UUID claim, Instant now, Instant leaseUntil)
            throws SQLException {
        return new TakenMail(
                run.id,
                run.organisation,
                run.purpose,
                row.getString(3),
                row.getObject(1, UUID.class),
                row.getBytes(4),
                row.getString(5),
                1,
                now,
                leaseUntil,
                claim,
                false);
    }

    private static void skip(Run run, String why) {
        switch (why) {
            case "unsubscribed" -> run.unsubscribed++;
            case "not-subscribed" -> run.notSubscribed++;
            case "suppressed" -> run.suppressed++;
            case "same-address" -> run.sameAddress++;
            default -> throw new IllegalStateException("skipped for no known reason: " + why);
        }
    }
}
