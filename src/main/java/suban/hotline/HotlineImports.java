package suban.hotline;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.repository.Repository;

interface HotlineImports extends Repository<HotlineImport, Long> {

    HotlineImport save(HotlineImport it);

    Optional<HotlineImport> findBySha256(String sha256);

    Optional<HotlineImport> findFirstByImportedAtGreaterThanEqualOrderByImportedAt(Instant from);
}
