package suban.attachments;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.engine.FormValues;

/** Checks files before anything is kept; every problem is named at once, by the file, in Chinese. */
@Component
class FileCheck {

    static final String FIELD = "attachments";

    private static final int SHOWN_NAME = 40;

    private final AttachmentSettings settings;

    FileCheck(AttachmentSettings settings) {
        this.settings = settings;
    }

    /**
     * The files as they may be kept.
     *
     * @throws InvalidInput with all that is wrong
     */
    List<CheckedFile> check(List<IncomingFile> files) {
        if (files.size() > settings.maxFiles()) {
            throw refusal("一次最多添加%d个文件，现有%d个".formatted(settings.maxFiles(), files.size()));
        }
        List<FieldError> errors = new ArrayList<>();
        List<CheckedFile> checked = new ArrayList<>();
        for (IncomingFile file : files) {
            String name = FileNames.clean(file.name());
            String problem = problem(file, name);
            if (problem == null) {
                checked.add(new CheckedFile(
                        name,
                        FileTypes.mediaType(FileNames.extension(name)),
                        sha256(file),
                        file.size(),
                        file.content()));
            } else {
                errors.add(new FieldError(FIELD, "附件：" + problem));
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return checked;
    }

    static InvalidInput refusal(String problem) {
        return new InvalidInput(FIELD, "附件：" + problem);
    }

    private String problem(IncomingFile file, String name) {
        if (name.isEmpty()) {
            return "缺少文件名";
        }
        String shown = "“" + shown(name) + "”";
        if (FileNames.isTooLong(name)) {
            return "%s的文件名过长，不能超过%d个字".formatted(shown, FileNames.LONGEST);
        }
        String extension = FileNames.extension(name);
        if (FileTypes.mediaType(extension) == null) {
            return "不接受%s这种类型的文件，可以添加：%s".formatted(shown, FileTypes.listed());
        }
        if (file.size() == 0) {
            return shown + "是空文件";
        }
        if (file.size() > settings.maxFile().toBytes()) {
            return "%s过大，单个文件不能超过%s".formatted(shown, size(settings.maxFile()));
        }
        try {
            return FileTypes.fits(extension, file.content())
                    ? null
                    : "%s的内容与扩展名“%s”不符，或含有宏，不能添加".formatted(shown, extension);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String size(DataSize size) {
        return size.toMegabytes() > 0 ? size.toMegabytes() + "兆字节" : size.toBytes() + "字节";
    }

    /** Enough of the name to find it again. */
    private static String shown(String name) {
        String printable = FormValues.printable(name);
        return printable.codePointCount(0, printable.length()) <= SHOWN_NAME
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, SHOWN_NAME)) + "……";
    }

    private static String sha256(IncomingFile file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in =
                    new DigestInputStream(new BufferedInputStream(file.content().getInputStream(), 1 << 16), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
