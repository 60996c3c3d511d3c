package nl.privacyloket.notification.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.privacyloket.notification.correspondence.Right;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Line;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Subject;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Topic;
import nl.privacyloket.notification.letter.Addressed;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.letter.Block.Row;

/** Tells staff once a day how things stand: all counts first, then which requests they are about. */
record DigestLetter() {
    /** What is told once; the other counts are of what is so today. */
    private static final Set<Subject> HAPPENED =
            Set.of(Subject.NEW, Subject.TASKS_FAILED, Subject.MESSAGES_FAILED, Subject.SUPPRESSED);

    LetterWriter.Content write(Addressed addressed, Digest digest, Wording wording) {
        StaffPhrases staff = wording.staff();
        List<Row> counts = new ArrayList<>();
        counts.add(new Row(staff.labelOpen(), String.valueOf(digest.open())));
        List<Block> details = new ArrayList<>();
        for (Topic topic : digest.topics()) {
            counts.add(new Row(staff.topic(topic.subject()), String.valueOf(topic.count())));
            if (!topic.lines().isEmpty()) {
                details.add(Block.heading(staff.topic(topic.subject())));
                details.add(Block.items(
                        topic.lines().stream().map(line -> words(line, wording)).toList()));
                if (topic.more()) {
                    details.add(Block.paragraph(staff.onlyFirst(topic.lines().size())));
                }
            }
        }
        List<Block> blocks = new ArrayList<>();
        String about = staff.digest(addressed.organisation().name());
        boolean happened = digest.topics().stream().anyMatch(topic -> HAPPENED.contains(topic.subject()));
        blocks.add(Block.paragraph(happened ? about + " " + staff.digestSince() : about));
        blocks.add(Block.facts(counts));
        blocks.addAll(details);
        return new LetterWriter.Content(subject(digest, wording), staff.digestTitle(), blocks);
    }

    /** What is late is said first. */
    private static String subject(Digest digest, Wording wording) {
        String day = wording.day(digest.day());
        return digest.topics().stream()
                .filter(topic -> topic.subject() == Subject.OVERDUE)
                .findFirst()
                .map(topic -> wording.staff().digestSubjectOverdue(topic.count(), day))
                .orElseGet(() -> wording.staff().digestSubject(day));
    }

    private static String words(Line line, Wording wording) {
        String right = Right.of(line.right())
                .map(known -> wording.phrases().rightName(known))
                .orElse(line.right());
        return line.dueOn() == null
                ? wording.staff().line(line.reference(), right)
                : wording.staff().lineWithDay(line.reference(), right, wording.day(line.dueOn()));
    }
}
