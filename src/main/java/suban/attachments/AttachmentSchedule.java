package suban.attachments;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets {@link AttachmentDrafts#cleanUp} run by itself; on several nodes it does the same twice, which harms nobody. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class AttachmentSchedule {}
