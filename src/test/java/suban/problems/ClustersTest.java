package suban.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("article-13")
@DisplayName("第十三条：从诉求中找出频次较高、内容相近的")
class ClustersTest {

    private static final double LIKENESS = 0.35;

    private static Demand demand(String reference, String title, String content, String demandType, String newCity) {
        return new Demand(Demand.COMPLAINT, reference, title, content, demandType, newCity);
    }

    /** What enterprises really write: the same trouble in other words, and other troubles in the same officialese. */
    private static List<Demand> demands() {
        return new ArrayList<>(List.of(
                demand("1", "园区门口停车难", "我公司员工三百余人，园区门口没有停车位，上下班高峰车辆停在路边，经常被贴罚单，希望增设停车位。", "意见建议", "jinghe"),
                demand("2", "园区停车位严重不足", "园区企业多，停车位不足，员工车辆只能停在路边，多次被贴罚单，请协调增设停车位。", "请求综合协调", "jinghe"),
                demand("3", "希望解决厂区周边停车问题", "厂区周边停车位太少，来访客户的车辆停在路边被贴罚单，恳请增设临时停车位。", "意见建议", "jinghe"),
                demand("4", "不动产登记办理时间长", "我公司购买的厂房申请办理不动产登记，材料提交两个月，窗口多次要求补充材料，请协调尽快办理。", "请求综合协调", "konggang"),
                demand("5", "施工许可证办理缓慢", "我公司新建仓库申请施工许可证，材料提交一个月，窗口多次要求补充材料，请协调尽快办理。", "请求综合协调", "fengdong"),
                demand("6", "稳岗返还资金未到账", "我公司去年申请稳岗返还，公示结束已三个月，资金一直未到账，请问何时拨付。", "咨询政务信息", "qinhan"),
                demand("7", "咨询高新技术企业认定奖励", "请问高新技术企业认定奖励资金今年何时申报，需要哪些材料。", "咨询政务信息", "qinhan")));
    }

    @Test
    @DisplayName("说法不同的同一问题归在一起，套话相同的不同问题不归在一起")
    void sameTroubleInOtherWords() {
        List<Clusters.Cluster> clusters = Clusters.of(demands(), 3, LIKENESS);
        assertThat(clusters).hasSize(1);
        assertThat(clusters.get(0).all()).extracting(Demand::reference).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(clusters.get(0).others())
                .allSatisfy(member -> assertThat(member.likeness()).isBetween(0.2, 1.0));
        assertThat(CommonWords.of(clusters.get(0))).contains("停车");
    }

    @Test
    @DisplayName("不足规定件数的不提出；同一件不重复归入两组")
    void fewerAreNone() {
        assertThat(Clusters.of(demands(), 4, LIKENESS)).isEmpty();
        assertThat(Clusters.of(List.of(), 3, LIKENESS)).isEmpty();
        List<Demand> twice = demands();
        twice.addAll(List.of(
                demand("8", "稳岗返还一直没有拨付", "去年申请的稳岗返还公示早已结束，资金至今未到账。", "咨询政务信息", "qinhan"),
                demand("9", "稳岗返还资金何时拨付", "稳岗返还公示结束后资金未到账，请问何时能够拨付到账。", "申请政策扶持", "qinhan")));
        List<Clusters.Cluster> clusters = Clusters.of(twice, 3, LIKENESS);
        assertThat(clusters).hasSize(2);
        assertThat(clusters.stream().flatMap(cluster -> cluster.all().stream()))
                .extracting(Demand::reference)
                .doesNotHaveDuplicates()
                .contains("6", "8", "9");
    }

    @Test
    @DisplayName("诉求类型和新城相同的，相近的要求低一些")
    void theSameKindAndCityCount() {
        List<Demand> elsewhere = List.of(
                demand("1", "园区门口停车难", "园区门口没有停车位。", "意见建议", "jinghe"),
                demand("2", "停车难", "厂房旁边没有停车位，很不方便。", "意见建议", "jinghe"),
                demand("3", "用电增容", "变压器容量不足。", "意见建议", "jinghe"));
        double between = new TextVectors(elsewhere.stream().map(Demand::text).toList())
                .likeTo(0, 0)
                .get(1);
        double asked = between + 0.10; // too much for the text alone, reached with both facts in common
        assertThat(Clusters.of(elsewhere, 2, asked)).hasSize(1);
        List<Demand> others =
                List.of(elsewhere.get(0), demand("2", "停车难", "厂房旁边没有停车位，很不方便。", "投诉举报", "fengxi"), elsewhere.get(2));
        assertThat(Clusters.of(others, 2, asked)).isEmpty();
    }
}
