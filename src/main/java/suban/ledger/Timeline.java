package suban.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;

/**
 * The append-only, hash-chained record of what happened in a case. An entry is written in the transaction of the act itself,
 * behind a lock on the complaint's row, so that a case has one sequence without holes.
 */
@Service
public class Timeline {

    /** The hash before the first entry. */
    public static final String START = "0".repeat(64);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String ADD =
            """
            insert into timeline_entry
              (complaint_id, seq, at_millis, act, actor, unit, input, personal, salt, digest, hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Complaints complaints;
    private final TimelineEntries entries;
    private final JdbcClient jdbc;
    private final Clock clock;

    Timeline(Complaints complaints, TimelineEntries entries, JdbcClient jdbc, Clock clock) {
        this.complaints = complaints;
        this.entries = entries;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What a check of one case's chain found.
     *
     * @param entries how many entries there are
     * @param intact whether every hash fits
     * @param firstBroken sequence number of the first entry that does not fit; null if all do
     */
    public record Verification(String number, int entries, boolean intact, Integer firstBroken) {}

    /** An entry as it is stored, here or in an archive: a row somebody tampered with may not be an act any more. */
    public record Link(
            int seq,
            long atMillis,
            String act,
            String actor,
            String unit,
            String input,
            String personal,
            String salt,
            String digest,
            String hash) {}

    /** Appends an act without personal data. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(Long complaintId, Act act, Actor actor, Map<String, ?> input) {
        append(complaintId, act, actor, input, Map.of());
    }

    /**
     * Appends an act.
     *
     * @param input structured facts of the act, kept for ever
     * @param personal free text and personal data, which may be erased later without breaking the chain
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(Long complaintId, Act act, Actor actor, Map<String, ?> input, Map<String, ?> personal) {
        Heads heads = TransactionState.current(Heads.class, () -> new Heads(complaints));
        Head head = heads.of(complaintId);
        int seq = head.seq() + 1;
        long at = clock.millis();
        String inputJson = write(input);
        String personalJson = personal.isEmpty() ? null : write(personal);
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        String salt = HexFormat.of().formatHex(bytes);
        String digest = digest(salt, personalJson);
        String hash =
                hash(head.hash(), head.number(), seq, at, act.name(), actor.user(), actor.unit(), inputJson, digest);
        jdbc.sql(ADD)
                .params(
                        complaintId,
                        seq,
                        at,
                        act.name(),
                        actor.user(),
                        actor.unit(),
                        inputJson,
                        personalJson,
                        salt,
                        digest,
                        hash)
                .update();
        heads.moveTo(complaintId, new Head(head.number(), seq, hash));
    }

    /** The end of a case's chain. */
    private record Head(String number, int seq, String hash) {}

    /**
     * The ends of the chains this transaction writes on: each complaint's row is locked with the first entry, and told the last one when
     * everything else is done.
     */
    private static final class Heads extends TransactionState {

        private final Complaints complaints;
        private final Map<Long, Head> known = new LinkedHashMap<>();
        private final Set<Long> moved = new LinkedHashSet<>();
        private final Map<Object, Map<Long, Head>> knownAt = new IdentityHashMap<>();
        private boolean committing;

        private Heads(Complaints complaints) {
            this.complaints = complaints;
        }

        private Head of(Long complaintId) {
            return known.computeIfAbsent(complaintId, id -> {
                Complaint complaint = complaints.lock(id);
                return new Head(complaint.number(), complaint.headSeq(), complaint.headHash());
            });
        }

        private void moveTo(Long complaintId, Head head) {
            known.put(complaintId, head);
            moved.add(complaintId);
            if (committing) {
                write();
            }
        }

        private void write() {
            moved.forEach(id ->
                    complaints.setHead(id, known.get(id).seq(), known.get(id).hash()));
            moved.clear();
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            committing = true;
            write();
        }

        @Override
        public void savepoint(Object savepoint) {
            knownAt.put(savepoint, Map.copyOf(known));
        }

        /** Entries since then are gone, and the locks taken since then may be. */
        @Override
        public void savepointRollback(Object savepoint) {
            known.clear();
            known.putAll(knownAt.getOrDefault(savepoint, Map.of()));
            moved.retainAll(known.keySet());
        }
    }

    /** All entries of a case, oldest first. */
    @Transactional(readOnly = true)
    public List<TimelineEntry> of(Long complaintId) {
        return entries.findByComplaintIdOrderBySeq(complaintId);
    }

    /**
     * Recomputes the chain of a case, on one snapshot: an act recorded meanwhile must not look like damage. Erased personal data
     * leaves its digest behind, which the chain covers as it covers the structured input itself.
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verification verify(Complaint known) {
        Complaint complaint = complaints
                .findByNumber(known.number())
                .orElseThrow(() -> new IllegalStateException(known.number() + " is gone"));
        List<Link> chain = entries.chain(complaint.id());
        Integer broken = firstBroken(complaint.number(), chain);
        if (broken != null) {
            return new Verification(complaint.number(), chain.size(), false, broken);
        }
        String head = chain.isEmpty() ? START : chain.get(chain.size() - 1).hash();
        boolean complete = chain.size() == complaint.headSeq() && Objects.equals(head, complaint.headHash());
        return new Verification(complaint.number(), chain.size(), complete, complete ? null : chain.size() + 1);
    }

    /**
     * The sequence number of the first entry of a chain that does not fit; null if all do, whether or not it is the whole chain.
     *
     * @param chain oldest first
     */
    public static Integer firstBroken(String number, List<Link> chain) {
        String before = START;
        int seq = 0;
        for (Link entry : chain) {
            seq++;
            boolean erased = entry.personal() == null;
            String hash = hash(
                    before,
                    number,
                    seq,
                    entry.atMillis(),
                    entry.act(),
                    entry.actor(),
                    entry.unit(),
                    entry.input(),
                    entry.digest());
            if (entry.seq() != seq
                    || !hash.equals(entry.hash())
                    || !erased && !digest(entry.salt(), entry.personal()).equals(entry.digest())) {
                return seq;
            }
            before = entry.hash();
        }
        return null;
    }

    /** The structured input of an entry. */
    public static Map<String, Object> read(String json) {
        try {
            return json == null ? Map.of() : JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String write(Map<String, ?> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(String salt, String personal) {
        return sha256(salt + "\n" + (personal == null ? "" : personal));
    }

    @SuppressWarnings("java:S107") // every fact of an entry
    private static String hash(
            String before,
            String number,
            int seq,
            long at,
            String act,
            String actor,
            String unit,
            String input,
            String digest) {
        return sha256(String.join(
                "\n",
                before,
                number,
                Integer.toString(seq),
                Long.toString(at),
                act,
                Objects.toString(actor, ""),
                Objects.toString(unit, ""),
                input,
                digest));
    }

    /** The SHA-256 of a text, as 64 hexadecimal digits. */
    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
