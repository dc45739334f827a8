package suban.engine;

import java.util.List;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunctionTransformer;
import org.camunda.feel.valuemapper.ValueMapper.CompositeValueMapper;

/** Makes the FEEL of decisions and forms. The engine's fork has one of its own in {@code src/fork}. */
final class RememberedFeelFactory implements FeelEngineFactory {

    @Override
    public FeelEngine createInstance() {
        return new ScalaFeelEngine(List.of()) {
            @Override
            protected org.camunda.feel.FeelEngine buildFeelEngine(
                    CustomFunctionTransformer functions, CompositeValueMapper mapper) {
                return new RememberedFeel(super.buildFeelEngine(functions, mapper));
            }
        };
    }
}
