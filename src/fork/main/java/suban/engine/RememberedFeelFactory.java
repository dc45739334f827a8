package suban.engine;

import java.util.List;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.valuemapper.ValueMapper.CompositeValueMapper;
import org.operaton.bpm.dmn.feel.impl.FeelEngine;
import org.operaton.bpm.dmn.feel.impl.FeelEngineFactory;
import org.operaton.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.operaton.bpm.dmn.feel.impl.scala.function.CustomFunctionTransformer;

/** Makes the FEEL of decisions and forms, with the fork's own way to it. */
final class RememberedFeelFactory implements FeelEngineFactory {

    @Override
    public FeelEngine createInstance() {
        return new ScalaFeelEngine(List.of()) {
            @Override
            protected FeelEngineApi buildFeelEngineApi(
                    CustomFunctionTransformer functions, CompositeValueMapper mapper) {
                return new FeelEngineApi(new RememberedFeel(new org.camunda.feel.FeelEngine.Builder()
                        .functionProvider(functions)
                        .valueMapper(mapper)
                        .enableExternalFunctions(false)
                        .build()));
            }
        };
    }
}
