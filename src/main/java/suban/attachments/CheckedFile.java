package suban.attachments;

import org.springframework.core.io.InputStreamSource;

/**
 * A file that may be kept.
 *
 * @param name cleaned, with an extension that fits the content
 * @param mediaType by its extension, which the content does not contradict
 * @param sha256 of its bytes
 */
public record CheckedFile(String name, String mediaType, String sha256, long size, InputStreamSource content) {}
