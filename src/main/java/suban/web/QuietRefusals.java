package suban.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.stereotype.Component;
import suban.engine.Refusals;

/**
 * Keeps refusals out of the log: the engine's REST layer writes every exception it has no status for as a warning with its whole
 * trace, so that anybody could fill the disk with forms that are refused, and drown what really failed.
 */
@Component
class QuietRefusals extends TurboFilter {

    private static final String ENGINES_REST_LAYER = "org.camunda.bpm.engine.rest";

    @PostConstruct
    void install() {
        ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
        if (loggers instanceof LoggerContext context) {
            context.addTurboFilter(this);
        }
    }

    @PreDestroy
    void remove() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getTurboFilterList().remove(this);
        }
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable problem) {
        boolean refusal = Refusals.isReported() && logger.getName().startsWith(ENGINES_REST_LAYER);
        return refusal ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
