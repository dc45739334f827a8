package suban.attachments;

import org.springframework.core.io.InputStreamSource;

/**
 * A file as somebody sends it.
 *
 * @param name as it was sent; may be null or anything
 * @param size in bytes
 * @param content may be read again and again
 */
public record IncomingFile(String name, long size, InputStreamSource content) {}
