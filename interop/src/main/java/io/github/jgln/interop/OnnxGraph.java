package io.github.jgln.interop;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A graph under construction: every method adds something and returns the name by which others read it. */
final class OnnxGraph {
    static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    static final int DOUBLE = TensorProto.DataType.DOUBLE_VALUE;
    static final int LONG = TensorProto.DataType.INT64_VALUE;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("gated_linear_network");
    private int names;

    GraphProto build() {
        return graph.build();
    }

    /** Rows of the given width; 0 for one value per row. */
    String input(String name, int type, int width) {
        graph.addInput(value(name, type, width));
        return name;
    }

    /** Declares a node's output as one of the graph. */
    void output(String name, int type, int width) {
        graph.addOutput(value(name, type, width));
    }

    private static ValueInfoProto value(String name, int type, int width) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"));
        if (width > 0) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    String node(String operator, List<AttributeProto> attributes, String... inputs) {
        return named("v" + names++, operator, attributes, inputs);
    }

    String node(String operator, String... inputs) {
        return node(operator, List.of(), inputs);
    }

    /** As {@link #node}, its output under a name of the caller's. */
    String named(String output, String operator, List<AttributeProto> attributes, String... inputs) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllAttribute(attributes)
                .addAllInput(List.of(inputs))
                .addOutput(output));
        return output;
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    String cast(String values, int type) {
        return node("Cast", List.of(integer("to", type)), values);
    }

    String concat(int axis, String... parts) {
        return node("Concat", List.of(integer("axis", axis)), parts);
    }

    /** Of double values, {@code [rows, width]}, the sum of each row, {@code [rows, 1]}. */
    String rowSum(String values) {
        return node("ReduceSum", values, longs(1));
    }

    /** As {@link #rowSum}, the mean. */
    String rowMean(String values) {
        return node("ReduceMean", List.of(integers("axes", 1)), values);
    }

    /** Double values within bounds. */
    String clipped(String values, double least, double most) {
        return node("Clip", values, scalar(least), scalar(most));
    }

    /**
     * {@code [rows, K]}: for every row the product of its matrix with its vector.
     *
     * @param matrices {@code [rows, K, I]}
     * @param vectors {@code [rows, I]}
     */
    String products(String matrices, String vectors, int k, int i) {
        return node("Reshape", node("MatMul", matrices, node("Reshape", vectors, longs(-1, i, 1))), longs(-1, k));
    }

    /** A value of shape {@code [1, …]} for each of the rows. */
    String everyRow(String rows, String value) {
        String count = node("Shape", List.of(integer("start", 0), integer("end", 1)), rows);
        return node("Expand", value, node("Concat", List.of(integer("axis", 0)), count, longs(1)));
    }

    String scalar(float value) {
        return constant(FLOAT, floats(value), new long[0]);
    }

    String scalar(double value) {
        return doubles(new double[] {value}, new long[0]);
    }

    /** Picks one of an axis, which is then gone. */
    String index(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(0, value);
        return constant(LONG, bytes, new long[0]);
    }

    String doubles(double[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Double.BYTES, values.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return constant(DOUBLE, bytes, shape);
    }

    String floats(float[] values, long... shape) {
        return constant(FLOAT, floats(values), shape);
    }

    String bools(boolean... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int i = 0; i < values.length; i++) {
            bytes.put(i, (byte) (values[i] ? 1 : 0));
        }
        return constant(TensorProto.DataType.BOOL_VALUE, bytes, values.length);
    }

    String longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(LONG, bytes, values.length);
    }

    private static ByteBuffer floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    private String constant(int type, ByteBuffer bytes, long... shape) {
        String name = "c" + names++;
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(type).setRawData(ByteString.copyFrom(bytes));
        for (long length : shape) {
            tensor.addDims(length);
        }
        graph.addInitializer(tensor);
        return name;
    }
}
