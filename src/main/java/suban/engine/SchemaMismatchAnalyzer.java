package suban.engine;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator in a sentence that jar and database are not of one version. */
class SchemaMismatchAnalyzer extends AbstractFailureAnalyzer<FlywayValidateException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FlywayValidateException cause) {
        return new FailureAnalysis(
                "数据库结构与本程序的版本不符：" + cause.getMessage(),
                "数据库若由较新的版本升级过（not resolved locally），请启动新版本；要退回旧版本，请先恢复升级前的备份。",
                cause);
    }
}
