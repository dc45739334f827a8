package suban.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that misbehaves as it is told to, on a real socket. */
final class SmtpServer implements AutoCloseable {

    /** What it does with the next mail. */
    enum Mood {
        TAKES,
        NOT_NOW,
        NEVER,
        /** takes the mail, and the connection breaks before it says so */
        BREAKS_OFF
    }

    private final ServerSocket socket;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.TAKES;

    SmtpServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::listen, "smtp");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    void is(Mood next) {
        mood = next;
    }

    /** The mails as they came over the wire, those among them of which it did not say so. */
    List<String> taken() {
        return taken;
    }

    private void listen() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (IOException e) {
                // the client has gone
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = client.getOutputStream();
        say(out, "220 test");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("EHLO") || line.startsWith("HELO")) {
                say(out, "250 test");
            } else if (line.startsWith("RCPT") && mood == Mood.NEVER) {
                say(out, "550 no such user here");
            } else if (line.startsWith("RCPT") && mood == Mood.NOT_NOW) {
                say(out, "451 try again later");
            } else if (line.equals("DATA")) {
                say(out, "354 go on");
                StringBuilder mail = new StringBuilder();
                for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                    mail.append(text).append('\n');
                }
                taken.add(mail.toString());
                if (mood == Mood.BREAKS_OFF) {
                    return;
                }
                say(out, "250 taken");
            } else if (line.equals("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
