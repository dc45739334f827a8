package suban.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * By what a session sees that its account is no longer what it was at the log-in. Reads the engine's user table itself: a
 * password is changed in many ways, all of which end there, and the question is asked with every request.
 */
@Component
class Accounts {

    private final JdbcTemplate jdbc;

    Accounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A digest that changes with the password (set anew, it has a new salt) and when all sessions are ended.
     *
     * @return empty where the account does not exist (any more)
     */
    Optional<String> stamp(String userId) {
        return jdbc
                .query(
                        "select u.PWD_, s.session_generation from ACT_ID_USER u"
                                + " left join account_security s on s.user_id = u.ID_ where u.ID_ = ?",
                        (row, i) -> digest(row.getString(1) + "|" + row.getInt(2)),
                        userId)
                .stream()
                .findFirst();
    }

    /** Ends every session of this person, on every node, with its next request. */
    void endSessions(String userId) {
        if (raiseGeneration(userId) == 0) {
            try {
                jdbc.update("insert into account_security (user_id, session_generation) values (?, 1)", userId);
            } catch (DuplicateKeyException e) {
                // somebody else did the same in this moment
                raiseGeneration(userId);
            }
        }
    }

    private int raiseGeneration(String userId) {
        return jdbc.update(
                "update account_security set session_generation = session_generation + 1 where user_id = ?", userId);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
