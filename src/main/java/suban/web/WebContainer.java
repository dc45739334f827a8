package suban.web;

import jakarta.servlet.Filter;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands at the edge: the container's own refusals, and the envelope of every form sent to the engine. */
@Configuration
class WebContainer {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> chineseContainerErrors() {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ChineseErrorValve()));
    }

    /** Behind the filters that keep the body, turn refusals into answers and know whose path it is. */
    @Bean
    FilterRegistrationBean<Filter> submissionFilter() {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new SubmissionFilter());
        registration.setName(SubmissionFilter.class.getSimpleName());
        registration.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
        registration.setOrder(9);
        return registration;
    }
}
