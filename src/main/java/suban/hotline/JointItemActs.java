package suban.hotline;

import java.util.List;
import org.springframework.data.repository.Repository;

interface JointItemActs extends Repository<JointItemAct, Long> {

    JointItemAct save(JointItemAct act);

    List<JointItemAct> findByJointItemIdOrderById(Long jointItemId);
}
