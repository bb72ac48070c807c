package io.github.jgln.bench.figures;

import io.github.jgln.bench.sampling.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All that one run measured. A list is empty where the backend has no such thing to measure.
 *
 * @param backend its name
 * @param device what it computed on
 * @param threads how many the ceilings were measured with, and the backend too if it knows that option
 * @param java version of the JVM
 * @param quick whether fewer repetitions and sizes were taken
 * @param seconds how long the whole run took
 * @param ceilings what the machine can do
 * @param engine what the engine does with it
 * @param threadSteps learning with 1, 2, … threads
 * @param twins learning with the Vector API and without it
 * @param neuronSteps learning with one hidden layer of more and more neurons
 * @param rowSteps learning more and more rows
 */
public record BenchReport(
        String backend,
        String device,
        int threads,
        String java,
        boolean quick,
        double seconds,
        List<Figure> ceilings,
        List<Figure> engine,
        List<ThreadStep> threadSteps,
        List<Twin> twins,
        List<NeuronStep> neuronSteps,
        List<RowStep> rowSteps) {

    public BenchReport {
        ceilings = List.copyOf(ceilings);
        engine = List.copyOf(engine);
        threadSteps = List.copyOf(threadSteps);
        twins = List.copyOf(twins);
        neuronSteps = List.copyOf(neuronSteps);
        rowSteps = List.copyOf(rowSteps);
    }

    /**
     * @param microsPerRow of learning
     * @param speedUp against one thread
     */
    public record ThreadStep(int threads, Spread microsPerRow, Spread speedUp) {
        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("threads", threads);
            json.put("microsPerRow", microsPerRow.json());
            json.put("speedUp", speedUp.json());
            return json;
        }
    }

    /**
     * @param simd the value of the backend's option
     * @param microsPerRow of learning
     * @param times how many times the first twin's cost
     */
    public record Twin(String simd, Spread microsPerRow, Spread times) {
        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("simd", simd);
            json.put("microsPerRow", microsPerRow.json());
            json.put("times", times.json());
            return json;
        }
    }

    /**
     * @param neurons of the hidden layer, for each of the classes
     * @param microsPerRow of learning
     */
    public record NeuronStep(int neurons, Spread microsPerRow) {
        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("neurons", neurons);
            json.put("microsPerRow", microsPerRow.json());
            return json;
        }
    }

    /**
     * @param rows learnt in one go
     * @param millis for all of them
     * @param heapBytes still in use after a collection at the end of a stream of so many rows, beyond the rows at hand and
     *     the weights
     */
    public record RowStep(int rows, Spread millis, long heapBytes) {
        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("rows", rows);
            json.put("millis", millis.json());
            json.put("heapBytes", heapBytes);
            return json;
        }
    }

    /** The report as one object of maps, lists, strings and numbers, its keys in this order. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("backend", backend);
        json.put("device", device);
        json.put("threads", threads);
        json.put("java", java);
        json.put("quick", quick);
        json.put("seconds", seconds);
        json.put("ceilings", figures(ceilings));
        json.put("engine", figures(engine));
        json.put("threadSteps", list(threadSteps, ThreadStep::json));
        json.put("twins", list(twins, Twin::json));
        json.put("neuronSteps", list(neuronSteps, NeuronStep::json));
        json.put("rowSteps", list(rowSteps, RowStep::json));
        return json;
    }

    private static Map<String, Object> figures(List<Figure> figures) {
        Map<String, Object> json = new LinkedHashMap<>();
        figures.forEach(figure -> json.put(figure.key(), figure.json()));
        return json;
    }

    private static <T> List<Map<String, Object>> list(List<T> steps, Function<T, Map<String, Object>> json) {
        return steps.stream().map(json).toList();
    }
}
