package suban.ledger;

import org.springframework.data.repository.Repository;

/** The matters that complaints belong to. */
public interface Matters extends Repository<Matter, Long> {

    Matter save(Matter matter);
}
