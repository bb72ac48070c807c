package io.github.jgln.opencl;

import com.aparapi.device.Device;
import java.util.Locale;

/** How the kernels divide work among work-items. */
enum Form {
    /** A work-item per stream: few, strong processors. */
    ITEM(1, ItemGate.LANES) {
        @Override
        BlockKernel newKernel(Phase phase) {
            return switch (phase) {
                case GATE -> new ItemGate();
                case SORT -> new Sort();
                case LEARN -> new ItemBernoulliLearn();
                case LEARN_COUPLED -> new ItemSoftmaxLearn();
                case INFER -> new ItemBernoulliInfer();
                case CENTRE_GAUSSIANS -> new ItemGaussianCentre();
                case LEARN_GAUSSIANS -> new ItemGaussianLearn();
                case INFER_GAUSSIANS -> new ItemGaussianInfer();
            };
        }
    },

    /** A work-group per stream: many weak processors side by side. */
    GROUP(BlockKernel.GROUP_SIZE, GroupGate.LANES) {
        @Override
        BlockKernel newKernel(Phase phase) {
            return switch (phase) {
                case GATE -> new GroupGate();
                case SORT -> new Sort();
                case LEARN -> new GroupBernoulliLearn();
                case LEARN_COUPLED -> new GroupSoftmaxLearn();
                case INFER -> new GroupBernoulliInfer();
                case CENTRE_GAUSSIANS -> new GroupGaussianCentre();
                case LEARN_GAUSSIANS -> new GroupGaussianLearn();
                case INFER_GAUSSIANS -> new GroupGaussianInfer();
            };
        }
    };

    /** Work-items of a work-group; dispatches count in work-groups. */
    final int groupSize;

    /** Slots whose halfspaces lie side by side. */
    final int lanes;

    Form(int groupSize, int lanes) {
        this.groupSize = groupSize;
        this.lanes = lanes;
    }

    abstract BlockKernel newKernel(Phase phase);

    static Form bestFor(Device.TYPE type) {
        return type == Device.TYPE.GPU ? GROUP : ITEM;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
