package suban.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;

/** What the container itself refuses before it knows whose path it is (a NUL in it, for instance): in Chinese as all else. */
final class ChineseErrorValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int code = response.getStatus();
        if (code < HttpStatus.BAD_REQUEST.value() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = HttpStatus.resolve(code);
        try {
            Problem.of(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status)
                    .writeTo(response);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client closed the connection", e);
        }
    }
}
