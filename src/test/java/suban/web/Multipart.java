package suban.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A body of several parts as browsers and programs send it, and small files of every kind to put into it. */
final class Multipart {

    static final String TYPE = "multipart/form-data; boundary=suban";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** The complaint as JSON. */
    Multipart complaint(String json) {
        return part("form-data; name=\"complaint\"", "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** A file, its name as it is, in UTF-8. */
    Multipart file(String part, String name, byte[] bytes) {
        return part("form-data; name=\"%s\"; filename=\"%s\"".formatted(part, name), "application/octet-stream", bytes);
    }

    Multipart part(String disposition, String type, byte[] bytes) {
        write("--suban\r\nContent-Disposition: " + disposition + "\r\nContent-Type: " + type + "\r\n\r\n");
        body.writeBytes(bytes);
        write("\r\n");
        return this;
    }

    byte[] bytes() {
        write("--suban--\r\n");
        return body.toByteArray();
    }

    private void write(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] pdf(String words) {
        return ("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% " + words + "\ntrailer<</Root 1 0 R>>\n%%EOF\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One pixel, and words behind it that make it another file. */
    static byte[] png(String words) {
        byte[] pixel = java.util.Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        byte[] more = words.getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(pixel, pixel.length + more.length);
        System.arraycopy(more, 0, all, pixel.length, more.length);
        return all;
    }

    /** A package with these entries. */
    static byte[] zip(String... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write("<x/>".getBytes(StandardCharsets.UTF_8));
            }
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    /** The head of an OLE2 file with the name of one stream in it. */
    static byte[] ole(String stream) {
        byte[] bytes = new byte[4096];
        byte[] head = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        System.arraycopy(head, 0, bytes, 0, head.length);
        byte[] name = (stream + "\0").getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, bytes, 2048, name.length);
        return bytes;
    }
}
